//! Real file formats in and out: CPR deliveries, CARL2 exchange, person-id lists.
