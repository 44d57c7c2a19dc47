//! *Min dag*: three numbers, then one list.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::office::Purpose;
use casework::questions::{Day, MyDay};

use super::columns::WORK;
use super::work_table::WorkTable;
use crate::app::App;
use crate::components::Query;
use crate::frame::{self, Frame, Trouble};
use crate::session::Session;

/// Rows of the one list.
const ROWS: usize = 20;

#[derive(Template)]
#[template(path = "pages/my_day.html")]
struct MyDayPage {
    frame: Frame,
    day: Counts,
    table: WorkTable,
    own: bool,
    shown: String,
    empty: String,
}

struct Counts {
    overdue: u64,
    within_seven_days: u64,
    new: u64,
    judgements: u64,
}

/// The officer's day.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let own = Query::of(&frame.path).get("hos") == Some("mig");
    let day = app.ask(&session, Purpose::Planning, MyDay { own, rows: ROWS }).await?;
    let language = frame.language;
    let today = language.date(day.on);
    let title = language.t_with("my-day-title", &[("date", today.into())]);
    let Day { on, overdue, within_seven_days, new, judgements, open, rows, next_due } = day;
    let empty = match next_due {
        Some(next) => language.t_with("my-day-empty-next", &[("date", language.date(next).into())]),
        None => language.t("my-day-empty"),
    };
    let table = WorkTable::new(language, on, rows, app.officers(), &WORK.usual(), false);
    let [overdue, within_seven_days, new, judgements] =
        [overdue, within_seven_days, new, judgements].map(|count| count as u64);
    let shown = language.t_with("my-day-shown", &[("open", (open as u64).into())]);
    let day = Counts { overdue, within_seven_days, new, judgements };
    let alarms = super::nights::alarms(&app, &session, language).await?;
    let frame = alarms.into_iter().fold(frame, Frame::alert);
    frame::page(&MyDayPage {
        frame: frame.titled(title).method(language.t("work-method")),
        day,
        table,
        own,
        shown,
        empty,
    })
}
