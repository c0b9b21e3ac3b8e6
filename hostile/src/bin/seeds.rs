//! Writes the seeds of a target into a folder, where libFuzzer finds them: `seeds <target> <folder>`.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [name, folder] = arguments.as_slice() else {
        eprintln!("seeds <target> <folder>");
        return ExitCode::from(2);
    };
    let Some(target) = hostile::named(name) else {
        let names: Vec<_> = hostile::TARGETS.iter().map(|target| target.name).collect();
        eprintln!("no target is called {name}; there are {}", names.join(", "));
        return ExitCode::from(2);
    };
    let folder = Path::new(folder);
    for (number, seed) in (target.seeds)().into_iter().enumerate() {
        let written =
            std::fs::create_dir_all(folder).and_then(|()| std::fs::write(folder.join(format!("seed-{number}")), seed));
        if let Err(error) = written {
            eprintln!("{}: {error}", folder.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
