//! The clock (时钟) that is handed in: the host's, or a hand clock for demonstration and tests.
//!
//! Civil dates are Asia/Shanghai, fixed at +08:00. A hand clock ticks one millisecond each time it
//! is looked at, so that what happens in order is dated in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

const SHANGHAI_MILLIS: i64 = 8 * 3_600_000;

/// Gives the time and ids in order of time.
#[derive(Clone, Debug)]
pub struct Clock {
    hand: Option<Arc<AtomicI64>>,
    last: Arc<AtomicU64>,
}

impl Clock {
    /// The host's clock.
    pub fn host() -> Clock {
        Clock { hand: None, last: Arc::default() }
    }

    /// A hand clock that stands at this many milliseconds since 1970 (UTC).
    pub fn hand(millis: i64) -> Clock {
        Clock { hand: Some(Arc::new(AtomicI64::new(millis))), last: Arc::default() }
    }

    /// A hand clock at a time of day in Shanghai.
    pub fn hand_on(day: NaiveDate, hour: u32) -> Clock {
        let at = day.and_hms_opt(hour, 0, 0).unwrap_or_default().and_utc();
        Clock::hand(at.timestamp_millis() - SHANGHAI_MILLIS)
    }

    /// Whether this is a hand clock.
    pub fn is_hand(&self) -> bool {
        self.hand.is_some()
    }

    /// Moves a hand clock to a moment; the host's clock is moved by nobody.
    pub fn set(&self, millis: i64) {
        if let Some(hand) = &self.hand {
            hand.fetch_max(millis, Ordering::SeqCst);
        }
    }

    /// Milliseconds since 1970 (UTC).
    pub fn millis(&self) -> i64 {
        match &self.hand {
            Some(hand) => hand.fetch_add(1, Ordering::SeqCst),
            None => host_millis(),
        }
    }

    /// The instant as text, UTC: `2024-04-22T02:05:00.123Z`.
    pub fn now(&self) -> String {
        instant(self.millis())
    }

    /// Today in Shanghai.
    pub fn today(&self) -> NaiveDate {
        day_of(self.millis())
    }

    /// A new id (UUIDv7), later than every id given before by this clock.
    pub fn id(&self) -> String {
        let now = u64::try_from(self.millis()).unwrap_or_default() << 12;
        let next = |last: u64| Some((last + 1).max(now));
        let last = self.last.fetch_update(Ordering::SeqCst, Ordering::SeqCst, next);
        let stamp = (last.unwrap_or_default() + 1).max(now);
        let mut bytes = *Uuid::now_v7().as_bytes();
        bytes[..6].copy_from_slice(&(stamp >> 12).to_be_bytes()[2..]);
        let count = stamp & 0xFFF;
        bytes[6] = 0x70 | u8::try_from(count >> 8).unwrap_or_default();
        bytes[7] = u8::try_from(count & 0xFF).unwrap_or_default();
        Uuid::from_bytes(bytes).to_string()
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the host's clock")]
fn host_millis() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// An instant as text.
pub fn instant(millis: i64) -> String {
    let at = DateTime::<Utc>::from_timestamp_millis(millis).unwrap_or_default();
    at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// The milliseconds of an instant written by [`instant`].
pub fn millis_of(text: &str) -> Option<i64> {
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.timestamp_millis())
}

/// A moment as a clerk reads it, in Shanghai: `4月22日 10:05`.
pub fn wall(millis: i64) -> String {
    let at = DateTime::<Utc>::from_timestamp_millis(millis).unwrap_or_default();
    (at + TimeDelta::milliseconds(SHANGHAI_MILLIS)).format("%-m月%-d日 %H:%M").to_string()
}

/// The civil date in Shanghai of a moment.
pub fn day_of(millis: i64) -> NaiveDate {
    let at = DateTime::<Utc>::from_timestamp_millis(millis).unwrap_or_default();
    (at + TimeDelta::milliseconds(SHANGHAI_MILLIS)).date_naive()
}

/// The first millisecond of a civil date in Shanghai.
pub fn start_of(day: NaiveDate) -> i64 {
    let at = day.and_hms_opt(0, 0, 0).unwrap_or_default().and_utc();
    at.timestamp_millis() - SHANGHAI_MILLIS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_clock_stands_in_shanghai_and_ticks() {
        let clock = Clock::hand_on("2024-04-22".parse().unwrap(), 10);
        assert_eq!(clock.now(), "2024-04-22T02:00:00.000Z");
        assert_eq!(clock.now(), "2024-04-22T02:00:00.001Z");
        assert_eq!(clock.today().to_string(), "2024-04-22");
        assert_eq!(
            day_of(millis_of("2024-04-22T16:00:00.000Z").unwrap()).to_string(),
            "2024-04-23"
        );
    }

    #[test]
    fn ids_come_in_order_even_within_a_millisecond() {
        for clock in [Clock::host(), Clock::hand(1_700_000_000_000)] {
            let ids: Vec<String> = (0..10_000).map(|_| clock.id()).collect();
            assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
