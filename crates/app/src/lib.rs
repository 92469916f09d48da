//! Commands over the rules and the store (业务命令).

pub mod policy;
