"""How fast and how right: made-up reports whose truth is known, and measurements on them.

``python -m tests.bench`` measures, ``python -m tests.bench.generate`` writes reports, ``python -m tests.bench.score``
holds an audit of them against their truth.
"""
