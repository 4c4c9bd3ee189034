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

/// <summary>Gives a theory every host that this build has.</summary>
public sealed class EveryHostAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        yield return [EngineHost.Embedded];
#if AKKANET
        yield return [EngineHost.Akka];
#endif
    }
}
