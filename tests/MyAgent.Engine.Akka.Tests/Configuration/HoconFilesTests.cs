using MyAgent.Engine.Akka.Configuration;

namespace MyAgent.Engine.Akka.Tests.Configuration;

[UnitTests]
public sealed class HoconFilesTests
{
    [Theory]
    [InlineData("port = 4053\nport = ${?PORT}", "5000", "port = 4053\nport = \"5000\"")]
    [InlineData("port = 4053\nport = ${?PORT}", null, "port = 4053")]
    [InlineData("port = 4053\nport = ${?PORT}", "", "port = 4053")]
    [InlineData("seeds = [${?PORT}]", "a, b", "seeds = [\"a\", \"b\"]")]
    [InlineData("# port = ${?PORT}", "1", "# port = ${?PORT}")]
    [InlineData("path = ${?PORT}", "C:\\a\"b", "path = \"C:\\\\a\\\"b\"")]
    public void An_environment_variable_takes_its_place(string hocon, string? value, string expected) =>
        HoconFiles.Expand(hocon, name => name == "PORT" ? value : null).ShouldBe(expected);

    [Fact]
    public void What_a_later_file_says_overrides_an_earlier_one()
    {
        var directory = Directory.CreateTempSubdirectory("myagent-");
        File.WriteAllText(Path.Combine(directory.FullName, "a.conf"), "x = 1\ny = 1");
        File.WriteAllText(Path.Combine(directory.FullName, "b.conf"), "x = 2");
        var config = HoconFiles.Read(directory.FullName, ["a.conf", "b.conf"], _ => null);
        directory.Delete(recursive: true);
        (config.GetInt("x"), config.GetInt("y")).ShouldBe((2, 1));
    }

    [Fact]
    public void The_files_that_come_with_the_engine_can_be_read_and_overridden()
    {
        var config = HoconFiles.Read(Path.Combine(AppContext.BaseDirectory, "hocon"),
            ["engine.conf", "cluster.conf", "persistence-postgres.conf", "remote-tls.conf"],
            name => name switch { "MYAGENT_CLUSTER_PORT" => "4999", "MYAGENT_SEED_NODES" => "akka.tcp://myagent@a:1,akka.tcp://myagent@b:1", _ => null });
        config.GetInt("akka.remote.dot-netty.tcp.port").ShouldBe(4999);
        config.GetStringList("akka.cluster.seed-nodes").ShouldBe(["akka.tcp://myagent@a:1", "akka.tcp://myagent@b:1"]);
        config.GetString("akka.remote.dot-netty.tcp.public-hostname").ShouldBe("127.0.0.1");
        config.GetBoolean("akka.remote.dot-netty.tcp.enable-ssl").ShouldBeTrue();
        config.GetTimeSpan("myagent.roll-call.interval").ShouldBe(TimeSpan.FromSeconds(10));
        config.GetString("akka.persistence.journal.plugin").ShouldBe("akka.persistence.journal.sql");
    }
}
