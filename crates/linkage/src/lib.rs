//! Coupling two registers: normalise, block, compare, weigh, assign one to one, explain.
