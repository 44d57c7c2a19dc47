//! The API for programs: the same questions and commands as the pages, as JSON under `/api/v1`.
//!
//! The routes and the OpenAPI document come from the same handlers, so neither can tell of something that the other lacks. A handler
//! reads: what was sent (`reading`), the office's answer, JSON. Every no is a `problem`.

mod case;
mod commands;
mod couplings;
mod document;
mod events;
mod forms;
mod goals;
mod letters;
mod lists;
mod nights;
mod oversight;
pub(crate) mod page;
mod problem;
mod reading;
mod samples;
mod session;
mod supervision;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use document::openapi;
pub(crate) use problem::as_problems;

use self::problem::Problem;
use crate::app::App;

/// The most bytes that a request may bring: a thousand facts, and their answer can be kept.
const BODY_MOST_BYTES: usize = 1024 * 1024;

/// Every address of the API.
pub(crate) fn routes() -> Router<App> {
    let (routes, _) = documented().split_for_parts();
    routes
        .route("/api/v1/openapi.json", axum::routing::get(document::serve))
        .method_not_allowed_fallback(async || Problem::Method)
        .layer(DefaultBodyLimit::max(BODY_MOST_BYTES))
}

/// Every address that the document describes.
fn documented() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(document::head())
        // Anybody.
        .routes(routes!(session::enter, session::show, session::leave))
        .routes(routes!(nights::health))
        // Those who work with cases.
        .routes(routes!(lists::my_day))
        .routes(routes!(lists::work))
        .routes(routes!(commands::assign))
        .routes(routes!(commands::preview_assignment))
        .routes(routes!(lists::cases, commands::open_case))
        .routes(routes!(lists::find))
        .routes(routes!(case::show))
        .routes(routes!(case::file))
        .routes(routes!(case::access_log))
        .routes(routes!(case::hand_over))
        .routes(routes!(commands::record_facts))
        .routes(routes!(commands::withdraw_facts))
        .routes(routes!(commands::write_note))
        .routes(routes!(commands::consequences))
        .routes(routes!(lists::address))
        // The forms that follow the Act, and letters.
        .routes(routes!(forms::list))
        .routes(routes!(forms::open, forms::fill_in))
        .routes(routes!(forms::preview))
        .routes(routes!(forms::show_draft, forms::keep_draft, forms::drop_draft))
        .routes(routes!(letters::list, letters::send_letter))
        .routes(routes!(letters::preview))
        // Those who couple the registers, and those who mend what municipalities must mend.
        .routes(routes!(couplings::queue))
        .routes(routes!(couplings::decided))
        .routes(routes!(couplings::doubted))
        .routes(routes!(couplings::pair))
        .routes(routes!(couplings::decide))
        .routes(routes!(couplings::municipality_errors))
        .routes(routes!(couplings::detections))
        // Those who oversee how the Act is kept.
        .routes(routes!(oversight::compliance))
        .routes(routes!(oversight::cases))
        .routes(routes!(oversight::audit))
        .routes(routes!(oversight::idle_time))
        .routes(routes!(oversight::late_entry))
        .routes(routes!(oversight::with_and_without))
        .routes(routes!(samples::list, samples::draw))
        .routes(routes!(samples::show))
        .routes(routes!(samples::show_case))
        .routes(routes!(samples::judge))
        .routes(routes!(samples::settle))
        // Those who read goals plans, and those who keep them.
        .routes(routes!(goals::plans::list))
        .routes(routes!(goals::plans::show))
        .routes(routes!(goals::status::of_plan))
        .routes(routes!(goals::status::forecast))
        .routes(routes!(goals::status::of_goal))
        .routes(routes!(goals::cases::list))
        .routes(routes!(goals::cases::explain))
        .routes(routes!(goals::frozen::list, goals::frozen::freeze))
        .routes(routes!(goals::frozen::show))
        .routes(routes!(goals::frozen::comparison))
        .routes(routes!(goals::records::list, goals::records::record))
        .routes(routes!(goals::records::withdraw))
        .routes(routes!(goals::versions::check))
        .routes(routes!(goals::versions::save))
        .routes(routes!(goals::reports::show))
        .routes(routes!(goals::reports::keep_texts))
        .merge(supervised())
        // Those who answer for the nights.
        .routes(routes!(nights::list))
        .routes(routes!(events::follow))
        .routes(routes!(nights::report))
}

/// The addresses of those who supervise, audit, or keep the registers of the shared goals.
fn supervised() -> OpenApiRouter<App> {
    use supervision::areas::{self, points, processors_of, reports, reviews, undertakings};

    OpenApiRouter::new()
        .routes(routes!(supervision::summary))
        .routes(routes!(supervision::figures))
        .routes(routes!(supervision::owed))
        .routes(routes!(supervision::preview_call_in))
        .routes(routes!(supervision::call_in))
        .routes(routes!(supervision::processor_overview))
        .routes(routes!(supervision::evidence))
        .routes(routes!(supervision::availability_decisions))
        .routes(routes!(reports::list, areas::begin_report))
        .routes(routes!(reports::show))
        .routes(routes!(reports::take))
        .routes(routes!(areas::report_letter))
        .routes(routes!(points::list, areas::begin_point))
        .routes(routes!(points::show))
        .routes(routes!(points::take))
        .routes(routes!(reviews::list, areas::draw_review))
        .routes(routes!(reviews::show))
        .routes(routes!(reviews::take))
        .routes(routes!(areas::review_letter))
        .routes(routes!(areas::review_report))
        .routes(routes!(processors_of::list, areas::begin_processor))
        .routes(routes!(processors_of::show))
        .routes(routes!(processors_of::take))
        .routes(routes!(undertakings::list, areas::begin_undertaking))
        .routes(routes!(undertakings::show))
        .routes(routes!(undertakings::take))
}
