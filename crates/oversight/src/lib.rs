//! Measures over many cases: coupling rates, error lists, goals.
