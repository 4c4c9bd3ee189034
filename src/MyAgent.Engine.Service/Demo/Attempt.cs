using MyAgent.Engine.Service.Client;

namespace MyAgent.Engine.Service.Demo;

/// <summary>People press buttons a moment too late: the engine refuses that, and their story goes on otherwise.</summary>
internal static class Attempt
{
    private static readonly int[] TooLate = [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity];

    /// <summary>Does something up to the first refusal.</summary>
    /// <returns>Whether nothing was refused.</returns>
    public static async Task<bool> UntilRefusedAsync(Func<Task> what)
    {
        try
        {
            await what();
            return true;
        }
        catch (RefusedCallException refused) when (TooLate.Contains(refused.Status))
        {
            return false;
        }
    }
}
