//! The program as its callers see it (应用试验), on both databases.

mod audit;
mod delegation;
mod helpers;
mod keeping;
mod keeping_books;
mod last_fen;
mod permission;
mod session;
mod story;
mod supplement;
mod user;
