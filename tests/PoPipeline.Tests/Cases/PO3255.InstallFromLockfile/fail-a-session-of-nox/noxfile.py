import nox


@nox.session
def tests(session):
    session.run("uv", "sync", external=True)
    session.run("pytest")
