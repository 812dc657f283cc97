"""The prose: its headings, its sentences, the quantities it claims and the years it names."""
