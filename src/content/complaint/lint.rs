//! Complaints of the lint: what can be loaded and would play badly.
