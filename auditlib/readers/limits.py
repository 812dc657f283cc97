"""How much a reader takes on before it refuses a file."""

MAX_BYTES = 64 * 2**20
MAX_PAGE_BYTES = 16 * 2**20
MAX_CELLS = 1_000_000
MAX_LINES = 500_000
MAX_TABLES_IN_TABLES = 50
