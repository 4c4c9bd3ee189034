using System.Text.RegularExpressions;

namespace MyAgent.Engine.Service.Tests.Architecture;

/// <summary>What is deployed may do what it needs, and is built from what is named.</summary>
[UnitTests]
public sealed partial class DeployTests
{
    [Fact]
    public void The_image_is_built_from_the_sources_only_and_on_images_of_exact_versions()
    {
        Lines(".dockerignore").First(line => !line.StartsWith('#')).ShouldBe("*");
        var images = Image().Matches(Read("deploy/Dockerfile")).Select(image => image.Groups[1].Value).ToList();
        images.Count.ShouldBe(2);
        images.ShouldAllBe(image => Exact().IsMatch(image));
        Lines("deploy/Dockerfile").ShouldContain("USER $APP_UID");
    }

    [Theory]
    [InlineData("UMask=0077")]
    [InlineData("CapabilityBoundingSet=")]
    [InlineData("NoNewPrivileges=yes")]
    [InlineData("ProtectSystem=strict")]
    [InlineData("SystemCallFilter=@system-service")]
    [InlineData("MemoryMax=2G")]
    public void The_unit_is_confined(string setting) => Lines("deploy/systemd/myagent.service").ShouldContain(setting);

    [Fact]
    public void Pods_have_no_token_of_the_cluster_speak_TLS_with_each_other_and_run_without_privileges()
    {
        var manifest = Read("deploy/kubernetes/myagent.yaml");
        manifest.ShouldContain("kind: NetworkPolicy");
        manifest.ShouldContain("automountServiceAccountToken: false");
        manifest.ShouldContain("MYAGENT_TLS_CERTIFICATE");
        manifest.ShouldContain("runAsNonRoot: true");
        manifest.ShouldContain("readOnlyRootFilesystem: true");
        Seed().Matches(manifest).Select(seed => seed.Groups[1].Value).ShouldAllBe(protocol => protocol == "akka.ssl.tcp");
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    private static IEnumerable<string> Lines(string path) => Read(path).Split('\n').Select(line => line.TrimEnd());

    [GeneratedRegex("^ARG (?:SDK|RUNTIME)_IMAGE=(\\S+)$", RegexOptions.Multiline)]
    private static partial Regex Image();

    [GeneratedRegex(@":\d+\.\d+\.\d+$")]
    private static partial Regex Exact();

    [GeneratedRegex(@"(akka[a-z.]*)://")]
    private static partial Regex Seed();
}
