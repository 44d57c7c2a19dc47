//! A synthetic country: persons and registers with the real kinds of errors.
