using System.CommandLine;
using MyAgent.Engine.Service.Api;

namespace MyAgent.Engine.Service.Commands.Options;

/// <summary>Arguments that take an id. What is no id never becomes part of an address: an empty one, or <c>..</c>, would ask for something else.</summary>
internal static class IdArgument
{
    /// <summary>Makes an argument; text that is no id is a wrong call.</summary>
    public static Argument<string> Create(string name, string description)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var text }] && Input.TroubleOfId(text, name) is { } trouble)
                given.AddError(trouble);
        });
        return argument;
    }
}
