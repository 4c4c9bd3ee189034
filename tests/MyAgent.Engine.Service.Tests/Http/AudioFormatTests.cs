using System.Text;
using MyAgent.Engine.Service.Api.VoiceMessages;

namespace MyAgent.Engine.Service.Tests.Http;

[UnitTests]
public sealed class AudioFormatTests
{
    [Theory]
    [InlineData("audio/wav", "audio/wav")]
    [InlineData("Audio/OGG", "audio/ogg")]
    [InlineData("audio/mpeg", "audio/mpeg")]
    [InlineData("audio/mp4", null)]
    [InlineData("text/html", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_media_type_is_found_in_any_case(string? mediaType, string? type) => AudioFormat.Find(mediaType).ShouldBe(type);

    [Theory]
    [InlineData(AudioFormat.Wav, "RIFF\0\0\0\0WAVEfmt ")]
    [InlineData(AudioFormat.Ogg, "OggS\0")]
    [InlineData(AudioFormat.Mpeg, "ID3\u0004")]
    [InlineData(AudioFormat.Mpeg, "\u00FF\u00FB\u0090")]
    [InlineData(AudioFormat.Mpeg, "\u00FF\u00E2")]
    public void Sound_begins_as_its_type_does(string type, string sound) => Begins(type, sound).ShouldBeTrue();

    [Theory]
    [InlineData(AudioFormat.Wav, "")]
    [InlineData(AudioFormat.Wav, "RIFF\0\0\0\0WAV")]
    [InlineData(AudioFormat.Wav, "RIFF\0\0\0\0AVI fmt ")]
    [InlineData(AudioFormat.Wav, "OggS\0")]
    [InlineData(AudioFormat.Ogg, "Ogg")]
    [InlineData(AudioFormat.Ogg, "<html>")]
    [InlineData(AudioFormat.Mpeg, "\u00FF")]
    [InlineData(AudioFormat.Mpeg, "\u00FF\u00F0")]
    [InlineData(AudioFormat.Mpeg, "\u00FF\u001B")]
    [InlineData(AudioFormat.Mpeg, "<script>")]
    public void Anything_else_does_not_pass_for_sound(string type, string content) => Begins(type, content).ShouldBeFalse();

    private static bool Begins(string type, string sound) => AudioFormat.Begins(type, Encoding.Latin1.GetBytes(sound));
}
