using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Tests.Catalogue;

/// <summary>Journals are kept for years: what an event looks like on disk is frozen in <c>Golden/MANIFEST.json</c>. A test that fails
/// here means that old journals would no longer open. For a new type of event, run the tests once with <c>UPDATE_GOLDEN=1</c> in
/// the environment, which writes the files that are not there and never changes one that is.</summary>
[UnitTests]
public sealed class GoldenFileTests
{
    /// <summary>Where the golden files of events with members that came later are.</summary>
    private const string LaterMembers = "later-members";

    public static TheoryData<string> Grown => [.. EventSamples.WithLaterMembers.Keys];

    public static TheoryData<string> EventManifests => [.. Manifests.EventTypes.Select(Manifests.Of)];

    [Theory]
    [MemberData(nameof(EventManifests))]
    public void The_JSON_of_an_event_never_changes(string manifest)
    {
        var path = Path.Combine(Folder(), manifest + ".json");
        var written = Write(Sample(manifest));
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, written + "\n");
        File.Exists(path).ShouldBeTrue($"{manifest} has no golden file.");
        written.ShouldBe(File.ReadAllText(path).TrimEnd());
    }

    [Theory]
    [MemberData(nameof(EventManifests))]
    public void An_event_on_disk_is_read_as_it_was_written(string manifest)
    {
        var read = EventSerializer.Read(manifest, File.ReadAllBytes(Path.Combine(Folder(), manifest + ".json")).AsSpan().TrimEnd((byte)'\n'));
        var sample = Sample(manifest);
        read.At.ShouldBe(sample.At);
        read.Cause.ShouldBe(sample.Cause);
        read.Event.ShouldBeOfType(sample.Event.GetType());
        Write(read).ShouldBe(Write(sample));
    }

    [Theory]
    [MemberData(nameof(Grown))]
    public void The_JSON_of_a_member_that_was_added_later_never_changes(string name)
    {
        var path = Path.Combine(Folder(), LaterMembers, name + ".json");
        var sample = EventSamples.Record(EventSamples.WithLaterMembers[name]);
        var written = Write(sample);
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, written + "\n");
        File.Exists(path).ShouldBeTrue($"{name} has no golden file.");
        written.ShouldBe(File.ReadAllText(path).TrimEnd());
        Write(EventSerializer.Read(name[..name.IndexOf('.', StringComparison.Ordinal)], Encoding.UTF8.GetBytes(written))).ShouldBe(written);
    }

    [Fact]
    public void No_member_that_was_added_later_was_removed() =>
        Directory.GetFiles(Path.Combine(Folder(), LaterMembers), "*.json").Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(EventSamples.WithLaterMembers.Keys, ignoreOrder: true);

    [Fact]
    public void Every_type_of_event_has_a_manifest_and_a_sample()
    {
        var types = typeof(IEvent).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IEvent)) && !type.IsInterface).ToList();
        Manifests.EventTypes.ShouldBe(types, ignoreOrder: true);
        EventSamples.All.Select(sample => sample.GetType()).ShouldBe(types, ignoreOrder: true);
    }

    [Fact]
    public void No_manifest_that_journals_may_contain_was_removed() =>
        Directory.GetFiles(Folder(), "*.json").Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(Manifests.EventTypes.Select(Manifests.Of), ignoreOrder: true);

    private static RecordedEvent Sample(string manifest) => EventSamples.Record(
        EventSamples.All.Single(sample => Manifests.Of(sample.GetType()) == manifest));

    private static string Write(RecordedEvent recorded)
    {
        using var serializer = new EventSerializer();
        var buffer = new ArrayBufferWriter<byte>();
        serializer.Write(recorded, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "Golden");
}
