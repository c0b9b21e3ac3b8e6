//! A release holds the console that was built before it; an empty folder stands for one that was not.

#[expect(
    clippy::disallowed_methods,
    reason = "a build learns from the environment for what it is"
)]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // A program for development reads the folder when it is asked, and is not built again with the console.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        let folder = "../web/dist";
        std::fs::create_dir_all(folder).expect("the source folder can be written");
        println!("cargo::rerun-if-changed={folder}");
    }
}
