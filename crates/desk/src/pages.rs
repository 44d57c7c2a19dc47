//! The pages, a file each beside its template in `templates/pages`.

pub(crate) mod case;
pub(crate) mod cases;
pub(crate) mod columns;
pub(crate) mod couplings;
pub(crate) mod entrance;
pub(crate) mod export;
pub(crate) mod find;
pub(crate) mod forms;
pub(crate) mod goals;
pub(crate) mod letters;
pub(crate) mod municipality_errors;
pub(crate) mod my_day;
pub(crate) mod new_case;
pub(crate) mod nights;
pub(crate) mod oversight;
pub(crate) mod saved_choices;
pub(crate) mod supervision;
pub(crate) mod work;
mod work_table;
