import nox


@nox.session
def tests(session):
    session.run("uv", "sync", external=True)


@nox.session
def lint(session):
    session.run("uv", "sync", "--locked", external=True)
