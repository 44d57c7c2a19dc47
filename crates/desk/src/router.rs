//! Every address of the desk, on one page.

use axum::Router;
use axum::middleware;
use axum::routing::{get, post};

use crate::app::App;
use crate::pages::{case, cases, entrance, forms, my_day, new_case, nights, saved_choices, work};
use crate::{accessibility, frame, session};

/// Every address of the desk.
pub(crate) fn router(app: App) -> Router {
    let routes = Router::new()
        // Anybody.
        .route("/ind", get(entrance::show).post(entrance::enter))
        .route("/tilgaengelighed", get(accessibility::show))
        .route("/sundhed", get(nights::health))
        // Whoever has entered.
        .route("/", get(entrance::front))
        .route("/ud", post(entrance::leave))
        .route("/valg/{list}", post(saved_choices::save))
        .route("/valg/{list}/glem", post(saved_choices::forget))
        // Those who work with cases.
        .route("/min-dag", get(my_day::show))
        .route("/opgaver", get(work::show))
        .route("/opgaver/fordel", post(work::preview))
        .route("/opgaver/fordel/udfoer", post(work::assign))
        .route("/opgaver/fordel/fortryd", post(work::undo))
        .route("/sager", get(cases::show))
        .route("/sager/aabn", get(new_case::show).post(new_case::open))
        .route("/sager/{case}", get(case::show))
        .route("/sager/{case}/note", post(case::write_note))
        .route("/sager/{case}/{tab}", get(case::show_tab))
        .route("/sager/{case}/handlinger", get(forms::list))
        .route("/sager/{case}/handlinger/fortryd", post(forms::undo))
        .route("/sager/{case}/handlinger/{form}", get(forms::open))
        .route("/sager/{case}/handlinger/{form}/se", get(forms::back_to_form).post(forms::preview))
        .route("/sager/{case}/handlinger/{form}/ret", get(forms::back_to_form).post(forms::again))
        .route("/sager/{case}/handlinger/{form}/gem", get(forms::back_to_form).post(forms::save))
        .route("/sager/{case}/handlinger/{form}/kontrol", post(forms::control))
        .route("/sager/{case}/handlinger/{form}/kladde", get(forms::back_to_form).post(forms::save_draft))
        .route("/sager/{case}/handlinger/{form}/kladde/kasser", post(forms::drop_draft))
        // Those who answer for the nights.
        .route("/naetter", get(nights::list))
        .route("/naetter/{night}", get(nights::report))
        .route("/api/v1/nights", get(nights::list_json))
        .route("/api/v1/nights/{night}", get(nights::report_json))
        .with_state(app.clone());
    let dressed = frame::dress(routes);
    frame::protect(dressed.layer(middleware::from_fn_with_state(app, session::who_is_here)))
}
