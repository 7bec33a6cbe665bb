from conan import ConanFile


class Engine(ConanFile):
    settings = "os", "arch"
    tool_requires = "cmake/3.31.9"

    def requirements(self):
        # self.requires("boost/1.84.0")
        self.requires("openssl/3.2.2", force=True)
