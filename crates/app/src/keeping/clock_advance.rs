//! Moving the date of a demonstration (拨快演示日期), forward only.

use chrono::NaiveDate;
use mingqu_store::db::Tx;
use mingqu_store::user::setting;

use super::{open, refused};
use crate::clock::{day_of, instant, millis_of};
use crate::error::AppError;
use crate::execute::{Caller, Command, Context};

/// A year at once at most.
const DAYS_MAX: i64 = 366;

const DAY_MILLIS: i64 = 86_400_000;

/// Moves the demonstration's date forward by days; answers the new date.
pub async fn clock_advance(caller: &Caller, days: i64) -> Result<NaiveDate, AppError> {
    let millis = caller.execute(ClockAdvance { days }).await?;
    caller.app.clock().set(millis);
    Ok(day_of(millis))
}

struct ClockAdvance {
    days: i64,
}

impl Command for ClockAdvance {
    const ACTION: &'static str = "clock.advance";
    /// Where the clock stands then.
    type Done = i64;

    fn detail(&self) -> String {
        format!("{} 天", self.days)
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<i64, AppError> {
        if !cx.app.is_demo() {
            return Err(refused("clock.not_demo", "只有演示才能拨日期"));
        }
        if self.days < 1 || DAYS_MAX < self.days {
            return Err(refused("clock.bad_days", format!("一次拨 1 到 {DAYS_MAX} 天")));
        }
        let millis = millis_of(&cx.at).unwrap_or_default() + self.days * DAY_MILLIS;
        setting::upsert(tx, open::NOW, &instant(millis)).await?;
        Ok(millis)
    }
}
