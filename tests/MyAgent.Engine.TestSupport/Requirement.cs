namespace MyAgent.Engine.TestSupport;

/// <summary>What a test needs of the machine. Where it is missing the test is skipped and says why; in CI the test runs all the same and fails.</summary>
public static class Requirement
{
    /// <summary>Whether this is a run of CI, as the environment variable <c>CI</c> says: set, and not <c>false</c>.</summary>
    public static bool InCi { get; } = IsCi(Environment.GetEnvironmentVariable("CI"));

    /// <summary>Why a test is skipped; null where it is to run.</summary>
    /// <param name="isMet">Whether the machine has what the test needs.</param>
    /// <param name="missing">What is missing, for people.</param>
    public static string? Skip(bool isMet, string missing) => isMet || InCi ? null : missing;

    /// <summary>Whether a value of <c>CI</c> says that this is a run of CI.</summary>
    public static bool IsCi(string? value) => !string.IsNullOrEmpty(value) && !value.Equals("false", StringComparison.OrdinalIgnoreCase);
}
