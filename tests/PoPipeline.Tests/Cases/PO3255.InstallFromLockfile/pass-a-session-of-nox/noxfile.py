import nox


@nox.session
def tests(session):
    session.run("uv", "sync", "--locked", external=True)
    session.run("pytest")
