//! Every address of the desk, on one page.

use axum::Router;
use axum::middleware;
use axum::routing::{get, post};

use crate::app::App;
use crate::pages::letters::{self, batches, draft, letterhead, send};
use crate::pages::{
    case, cases, columns, couplings, entrance, export, find, forms, goals, municipality_errors, my_day, new_case,
    nights, oversight, saved_choices, supervision, work,
};
use crate::{accessibility, answers, api, frame, session};

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
        .route("/session", get(entrance::still_here))
        .route("/svar/{name}", get(answers::show))
        .route("/valg/{list}", post(saved_choices::save))
        .route("/valg/{list}/glem", post(saved_choices::forget))
        .route("/valg/{list}/kolonner", post(columns::choose))
        // Those who work with cases.
        .route("/min-dag", get(my_day::show))
        .route("/opgaver", get(work::show))
        .route("/opgaver/fordel", get(work::show_assigning).post(work::choose))
        .route("/opgaver/fordel/udfoer", post(work::assign))
        .route("/opgaver/fordel/fortryd", post(work::undo))
        .route("/opgaver/fordel/styr", post(work::steer))
        .route("/sager", get(cases::show))
        .route("/sager/aabn", get(new_case::show).post(new_case::open))
        .route("/sager/{case}", get(case::show))
        .route("/sager/{case}/note", post(case::write_note))
        .route("/sager/{case}/{tab}", get(case::show_tab))
        // Those who couple the registers.
        .route("/koblinger", get(couplings::list))
        .route("/koblinger/taster", get(couplings::show_keys).post(couplings::save_keys))
        .route("/koblinger/fund", get(couplings::detections))
        .route("/koblinger/{position}", get(couplings::pair))
        .route("/koblinger/{position}/afgoer", post(couplings::decide))
        .route("/koblinger/{position}/fortryd", post(couplings::take_back))
        .route("/koblinger/{position}/ophaev", get(couplings::before_undoing).post(couplings::undo))
        // Those who mend or follow what municipalities must mend.
        .route("/kommunefejl", get(municipality_errors::show))
        // Those who look persons up.
        .route("/find", get(find::show).post(find::search))
        .route("/find/{person}/adresse", get(find::address::show).post(find::address::give_reason))
        .route("/opgaver.csv", get(export::work))
        .route("/sager.csv", get(export::cases))
        // Those who send letters; what was sent is read by whoever reads the case.
        .route("/sager/{case}/overdragelse/{fact}", get(case::hand_over::show))
        .route("/sager/{case}/breve", get(letters::list))
        .route("/sager/{case}/breve/{position}", get(letters::stored))
        .route("/sager/{case}/breve/kladde/{kind}", get(draft::show).post(draft::save))
        .route("/sager/{case}/breve/kladde/{kind}/brev.pdf", get(draft::pdf))
        .route("/sager/{case}/breve/kladde/{kind}/send", get(send::confirm).post(send::send))
        .route("/breve/afsender", get(letterhead::show).post(letterhead::save))
        .route("/breve/flok", get(batches::show).post(batches::start))
        .route("/breve/flok/udelad", post(batches::exclude))
        .route("/breve/flok/send", post(batches::send))
        .route("/breve/flok/styr", post(batches::steer))
        .route("/breve/flok/proeve/{place}", get(batches::sample))
        .route("/sager/{case}/handlinger", get(forms::list))
        .route("/sager/{case}/handlinger/fortryd", post(forms::undo))
        .route("/sager/{case}/handlinger/{form}", get(forms::open))
        .route("/sager/{case}/handlinger/{form}/se", get(forms::back_to_form).post(forms::preview))
        .route("/sager/{case}/handlinger/{form}/ret", get(forms::back_to_form).post(forms::again))
        .route("/sager/{case}/handlinger/{form}/gem", get(forms::back_to_form).post(forms::save))
        .route("/sager/{case}/handlinger/{form}/kontrol", post(forms::control))
        .route("/sager/{case}/handlinger/{form}/kladde", get(forms::back_to_form).post(forms::save_draft))
        .route("/sager/{case}/handlinger/{form}/kladde/kasser", post(forms::drop_draft))
        .merge(of_oversight())
        // Those who answer for the nights.
        .route("/naetter", get(nights::list))
        .route("/naetter/{night}", get(nights::report))
        // Programs: every address stands in `api`.
        .route("/api", get(api::page::show))
        .merge(api::routes())
        .with_state(app.clone());
    let dressed = frame::dress(routes).layer(middleware::from_fn_with_state(app.clone(), answers::lead_on));
    let protected = frame::protect(dressed.layer(middleware::from_fn_with_state(app, session::who_is_here)));
    protected.layer(middleware::from_fn(api::as_problems))
}

/// The addresses of those who oversee, audit and stand for figures.
fn of_oversight() -> Router<App> {
    Router::new()
        // Those who oversee how the Act is kept.
        .route("/maal", get(goals::plans::show))
        .route("/maal/{plan}", get(goals::plan::show))
        .route("/maal/{plan}/ret", get(goals::editor::show).post(goals::editor::save))
        .route("/maal/{plan}/rapport", get(goals::report::show).post(goals::report::save))
        .route("/maal/{plan}/rapport.pdf", get(goals::report::pdf))
        .route("/maal/{plan}/rapport.xlsx", get(goals::report::xlsx))
        .route("/maal/{plan}/frosset/{position}", get(goals::frozen::show))
        .route("/maal/{plan}/{goal}", get(goals::goal::show))
        .route("/maal/{plan}/{goal}/frys", post(goals::goal::freeze))
        .route("/maal/{plan}/{goal}/registrer", post(goals::goal::record))
        .route("/maal/{plan}/{goal}/traek-tilbage", post(goals::goal::withdraw))
        .route("/maal/{plan}/{goal}/forklar", get(goals::cases::explain))
        .route("/maal/{plan}/{goal}/{part}/sager", get(goals::cases::show))
        .route("/tilsyn", get(oversight::provisions::show))
        .route("/tilsyn.csv", get(oversight::export::csv))
        .route("/tilsyn.xlsx", get(oversight::export::xlsx))
        .route("/tilsyn/sager", get(oversight::cases::show))
        .route("/tilsyn/sager.csv", get(oversight::export::cases))
        .route("/tilsyn/med-og-uden", get(oversight::pairs::show))
        .route("/tilsyn/revision", get(oversight::audit::show))
        .route("/tilsyn/ventetid", get(oversight::idle::show))
        .route("/tilsyn/indtastning", get(oversight::late_entry::show))
        .route("/tilsyn/stikproever", get(oversight::samples::list).post(oversight::samples::draw))
        .route("/tilsyn/stikproever/{id}", get(oversight::samples::show))
        .route("/tilsyn/stikproever/{id}/{case}", get(oversight::samples::show_case))
        .route("/tilsyn/stikproever/{id}/{case}/bedoem", post(oversight::samples::judge))
        .route("/tilsyn/stikproever/{id}/{case}/afgoer", post(oversight::samples::settle))
        // Those who supervise, audit, or keep the registers of the shared goals.
        .route("/opfoelgning", get(supervision::front))
        .route("/opfoelgning/danskuddannelse", get(supervision::reports))
        .route("/opfoelgning/danskuddannelse/indkald", post(supervision::preview))
        .route("/opfoelgning/danskuddannelse/indkald/send", post(supervision::call_in))
        .route("/opfoelgning/stikproeve", get(supervision::sample).post(supervision::draw))
        .route("/opfoelgning/databehandlere.csv", get(supervision::csv))
        .route("/opfoelgning/dokumentation", get(supervision::evidence))
        .route("/opfoelgning/raadighed/{id}/rapport.pdf", get(supervision::review_pdf))
        .route("/opfoelgning/{area}", get(supervision::list).post(supervision::new))
        .route("/opfoelgning/{area}/{id}", get(supervision::show))
        .route("/opfoelgning/{area}/{id}/{step}", post(supervision::take))
        .route("/opfoelgning/{area}/{id}/brev/{position}", get(supervision::letter))
}
