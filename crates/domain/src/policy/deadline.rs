//! Days and lights (期限与亮灯): how long a county has, and when the screen changes colour.

use super::Rule;

/// The colour of a running clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Light {
    /// 绿灯
    Green,
    /// 蓝灯
    Blue,
    /// 黄灯
    Yellow,
    /// 橙灯
    Orange,
    /// 红灯
    Red,
}

impl Light {
    /// Every light, mildest first.
    pub const ALL: [Light; 5] =
        [Light::Green, Light::Blue, Light::Yellow, Light::Orange, Light::Red];

    /// The word in rule files and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Light::Green => "green",
            Light::Blue => "blue",
            Light::Yellow => "yellow",
            Light::Orange => "orange",
            Light::Red => "red",
        }
    }

    /// The Chinese name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Light::Green => "绿灯",
            Light::Blue => "蓝灯",
            Light::Yellow => "黄灯",
            Light::Orange => "橙灯",
            Light::Red => "红灯",
        }
    }

    /// The light of a word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Light> {
        Light::ALL.into_iter().find(|light| light.code() == code)
    }
}

/// From which day on a light is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LightStep {
    /// Days since the clock started.
    pub day: u16,
    /// The light from that day on.
    pub light: Light,
}

/// The lights of a clock, earliest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lights(pub Vec<LightStep>);

impl Lights {
    /// The light after so many days; green before the first step.
    #[must_use]
    pub fn on_day(&self, day: u16) -> Light {
        let passed = self.0.iter().rev().find(|step| step.day <= day);
        passed.map_or(Light::Green, |step| step.light)
    }
}

/// When a monthly report is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReportDay {
    /// 每月月底前
    LastOfMonth,
    /// A day of the following month.
    DayOfNextMonth(u8),
}

/// The deadlines of this pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// Natural days to break direct funds down to projects; the last day is on time.
    pub breakdown_days: Rule<u16>,
    /// The lights of that clock.
    pub lights: Rule<Lights>,
    /// The monthly report.
    pub monthly_report: Rule<ReportDay>,
}
