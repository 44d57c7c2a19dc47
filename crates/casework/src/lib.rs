//! What happens to a case: the nightly run, the state folded from facts.
