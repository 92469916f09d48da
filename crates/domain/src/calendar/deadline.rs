//! A deadline of so many natural days (自然日): the last day is still on time.

use chrono::{Days, NaiveDate};

/// So many days from a day; day 30 of 30 is on time, day 31 is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The day the clock starts; it is day 0.
    pub from: NaiveDate,
    /// Natural days allowed.
    pub days: u16,
}

/// Where a deadline stands on a given day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadlineState {
    /// So many days are left.
    Left(i64),
    /// The last day.
    Today,
    /// So many days late.
    Late(i64),
}

impl Deadline {
    /// The last day that is on time. A day beyond the calendar stays at its end.
    #[must_use]
    pub fn due_on(self) -> NaiveDate {
        self.from.checked_add_days(Days::new(self.days.into())).unwrap_or(NaiveDate::MAX)
    }

    /// Days left on `today`; negative when late.
    #[must_use]
    pub fn days_left(self, today: NaiveDate) -> i64 {
        self.due_on().signed_duration_since(today).num_days()
    }

    /// Where it stands on `today`.
    #[must_use]
    pub fn on(self, today: NaiveDate) -> DeadlineState {
        match self.days_left(today) {
            0 => DeadlineState::Today,
            left if 0 < left => DeadlineState::Left(left),
            late => DeadlineState::Late(-late),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_thirty_is_on_time_and_day_thirty_one_is_late() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let deadline = Deadline { from: day("2024-04-22"), days: 30 };
        assert_eq!(deadline.due_on(), day("2024-05-22"));
        for (today, want) in [
            ("2024-04-22", DeadlineState::Left(30)),
            ("2024-05-10", DeadlineState::Left(12)),
            ("2024-05-22", DeadlineState::Today),
            ("2024-05-23", DeadlineState::Late(1)),
        ] {
            assert_eq!(deadline.on(day(today)), want, "{today}");
        }
    }

    #[test]
    fn a_leap_day_and_a_year_end_are_days_like_others() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (from, due) in [("2024-02-10", "2024-03-11"), ("2024-12-20", "2025-01-19")] {
            assert_eq!(Deadline { from: day(from), days: 30 }.due_on(), day(due));
        }
    }
}
