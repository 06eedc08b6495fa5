"""Where facts are kept: SQLite (SQLCipher) for one workstation, PostgreSQL for several."""
