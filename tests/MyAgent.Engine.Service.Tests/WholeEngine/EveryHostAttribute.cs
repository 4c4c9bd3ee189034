using System.Reflection;
using Xunit.Sdk;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>What runs the entities.</summary>
public enum EngineHost
{
    /// <summary>Actors in this process.</summary>
    Solo,

    /// <summary>A node of a cluster, alone in it.</summary>
    Cluster,
}

/// <summary>Gives a theory every host.</summary>
public sealed class EveryHostAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        yield return [EngineHost.Solo];
        yield return [EngineHost.Cluster];
    }
}
