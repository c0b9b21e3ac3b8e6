mod database;
mod house;
