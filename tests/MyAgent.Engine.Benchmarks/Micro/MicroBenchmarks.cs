using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MyAgent.Engine.Benchmarks.Micro;

/// <summary>The pieces of which replaying and deciding are made, each by itself: nanoseconds and bytes allocated. They run in this very
/// process, so that nothing is built or downloaded for them.</summary>
internal static class MicroBenchmarks
{
    /// <summary>Measures, and prints BenchmarkDotNet's own table.</summary>
    /// <param name="folder">Where BenchmarkDotNet leaves its files.</param>
    /// <returns>Whether every one of them ran.</returns>
    public static bool Run(DataFolder folder)
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.Console)
            .WithArtifactsPath(folder.PathOf("micro"));
        return BenchmarkRunner.Run([typeof(EventCoding), typeof(EntityReplay), typeof(OneArrival), typeof(CommandHashing)], config)
            .All(summary => summary.Reports.Length > 0 && summary.Reports.All(report => report.Success));
    }
}
