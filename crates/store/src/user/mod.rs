//! Users, sessions and settings (用户、会话、设置) as they are kept.

pub mod account;
pub mod delegation;
pub mod office;
pub mod session;
pub mod setting;
