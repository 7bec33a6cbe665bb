"""What the shop is built with."""

load("@bazel_tools//tools/build_defs/repo:http.bzl", "http_archive")
load("@bazel_tools//tools/build_defs/repo:utils.bzl", "maybe")

def fetch(sha256, **kwargs):
    """Fetches it: http_archive(name = "in_a_text")."""
    maybe(
        http_archive,
        name = "maybe_engine",
        urls = ["https://example.com/engine.zip"],
    )
    http_archive(name = "given", url = "https://example.com/given.zip", sha256 = sha256)
    http_archive(name = "passed_on", url = "https://example.com/passed.zip", **kwargs)
