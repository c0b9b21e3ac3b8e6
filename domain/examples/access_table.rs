//! Prints `docs/access.md`: the policy as a table.

fn main() {
    print!("{}", domain::access::table());
}
