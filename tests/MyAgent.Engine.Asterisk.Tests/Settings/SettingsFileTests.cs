using MyAgent.Engine.Asterisk.Settings;

namespace MyAgent.Engine.Asterisk.Tests.Settings;

[UnitTests]
public sealed class SettingsFileTests
{
    [Fact]
    public void The_example_says_what_its_site_needs_and_leaves_the_rest_at_the_defaults()
    {
        var settings = SettingsFile.Read(Path.Combine(Repository.Root, "deploy/asterisk/asterisk.json"));
        settings.HttpAddress.ShouldBe(new Uri("http://127.0.0.1:8088/"));
        settings.Message.Key.ShouldBe("1");
        settings.Announcements.EverySeconds.ShouldBe(30);
        settings.Sounds.Done.ShouldBe(["sound:beep"]);
    }

    [Theory]
    [InlineData("""{"adress": "http://127.0.0.1:8088/"}""", "adress")]
    [InlineData("""{"address": "localhost"}""", "address must be an address such as http://127.0.0.1:8088/")]
    [InlineData("""{"engineAddress": "10.0.0.1:5080"}""", "engineAddress must be an address such as")]
    [InlineData("""{"dial": "PJSIP/trunk"}""", "dial must have {number}")]
    [InlineData("""{"dialSeconds": 1}""", "dialSeconds must be from 5 to 300")]
    [InlineData("""{"listen": "https://127.0.0.1:8765"}""", "certificate and certificateKey are needed")]
    [InlineData("""{"message": {"key": "12"}}""", "message.key must be one key")]
    [InlineData("""{"ring": "never"}""", "ring")]
    [InlineData("""{"answer": "never"}""", "answer")]
    [InlineData("""{""", "JSON")]
    public void What_is_wrong_is_named(string text, string named)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            Should.Throw<SettingsException>(() => SettingsFile.Read(path)).Message.ShouldContain(named, Case.Insensitive);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Should.Throw<SettingsException>(() => SettingsFile.Read("/nowhere/asterisk.json")).Message.ShouldContain("/nowhere/asterisk.json");
}
