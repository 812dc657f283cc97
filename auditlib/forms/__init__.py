"""The official forms: codebooks, and binding a table's cells to indicators."""
