namespace MyAgent.Engine.Benchmarks.Latency;

internal static class LatencyBenchmark
{
    public static Task<Figures> RunAsync(DataFolder folder) => throw new NotSupportedException(folder.PathOf(""));
}
