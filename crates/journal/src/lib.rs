//! The append-only facts: SQLite and PostgreSQL behind one type, hash chain and verification.
