using System.Reflection;
using Xunit.Sdk;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>What runs the entities.</summary>
public enum EngineHost
{
    /// <summary>The engine's own host, in this process.</summary>
    Embedded,

    /// <summary>A node on Akka.NET, a cluster of its own.</summary>
    Akka,
}

/// <summary>Gives a theory every host.</summary>
public sealed class EveryHostAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        yield return [EngineHost.Embedded];
        yield return [EngineHost.Akka];
    }
}
