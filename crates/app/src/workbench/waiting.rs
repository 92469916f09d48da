//! How much waits at each place of the navigation (导航上的数): the todos of the year, counted.

use chrono::Datelike as _;

use super::todo::{Todo, todos};
use crate::error::AppError;
use crate::execute::Caller;

/// A place of the navigation where something waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its word: `notices`.
    pub place: &'static str,
    /// How many.
    pub count: i64,
    /// Whether a date has passed.
    pub late: bool,
}

/// What waits for the caller in the year of today; nothing where nothing may be done.
pub async fn waiting(caller: &Caller) -> Result<Vec<Waiting>, AppError> {
    let actor = caller.actor.clone();
    if actor.due.is_some() || !actor.may("workbench.read") {
        return Ok(Vec::new());
    }
    let today = caller.app.clock().today();
    let year = i64::from(today.year());
    let db = caller.app.db();
    let all = db.read(move |tx| Box::pin(async move { todos(tx, &actor, year, today).await }));
    Ok(counted(&all.await?))
}

fn counted(all: &[Todo]) -> Vec<Waiting> {
    let mut out: Vec<Waiting> = Vec::new();
    for todo in all {
        let late = todo.days_left.is_some_and(|days| days < 0);
        for place in ["workbench", place_of(todo.kind)] {
            match out.iter_mut().find(|row| row.place == place) {
                Some(row) => {
                    row.count += 1;
                    row.late |= late;
                }
                None => out.push(Waiting { place, count: 1, late }),
            }
        }
    }
    out
}

fn place_of(kind: &str) -> &'static str {
    match kind {
        "notice" => "notices",
        "receive" | "issue" => "allotments",
        _ => "allocations",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_todo_counts_at_the_workbench_and_at_its_place() {
        let todo = |kind, days_left| Todo { kind, days_left, ..Todo::default() };
        let all = [todo("notice", None), todo("receive", Some(-2)), todo("approval", Some(3))];
        let told: Vec<_> =
            counted(&all).iter().map(|row| (row.place, row.count, row.late)).collect();
        let want = [
            ("workbench", 3, true),
            ("notices", 1, false),
            ("allotments", 1, true),
            ("allocations", 1, false),
        ];
        assert_eq!(told, want);
    }
}
