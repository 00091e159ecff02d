//! The command `copydesk`.

/// Lays memory out in huge pages, so that looking words up all over it misses fewer translations of addresses.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    copydesk::cli::run()
}
