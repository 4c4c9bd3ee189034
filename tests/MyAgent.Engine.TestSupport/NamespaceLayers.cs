using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace MyAgent.Engine.TestSupport;

/// <summary>The namespaces of an assembly as layers: a type may depend only on types of its own namespace and of layers below.</summary>
public sealed class NamespaceLayers
{
    private readonly string _root;
    private readonly string[][] _layers;
    private readonly bool _firstPartsOnly;
    private readonly IReadOnlyList<IType> _types;

    /// <summary>Reads the types of an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="root">The root namespace.</param>
    /// <param name="layers">The layers, from top to bottom: names of namespaces below the root, which itself is the empty name. The namespaces of one layer do not
    /// depend on each other.</param>
    /// <param name="firstPartsOnly">Whether only the first part of a name below the root counts; false (the default): the whole name.</param>
    public NamespaceLayers(System.Reflection.Assembly assembly, string root, string[][] layers, bool firstPartsOnly = false)
    {
        (_root, _layers, _firstPartsOnly) = (root, layers, firstPartsOnly);
        _types = [.. new ArchLoader().LoadAssembly(assembly).Build().Types.Where(IsOwn)];
    }

    /// <summary>The namespaces that have types, each once, below the root.</summary>
    public IEnumerable<string> Namespaces => _types.Select(NameOf).Distinct();

    /// <summary>The dependencies of types on types of other namespaces of the assembly.</summary>
    public IEnumerable<NamespaceDependency> Dependencies() =>
        from origin in _types
        from dependency in origin.Dependencies
        where IsOwn(dependency.Target) && NameOf(dependency.Target) != NameOf(origin)
        select new NamespaceDependency(origin, NameOf(origin), dependency.Target, NameOf(dependency.Target));

    /// <summary>The dependencies on a layer above, or on another namespace of the same layer.</summary>
    public IEnumerable<NamespaceDependency> WrongDependencies() =>
        Dependencies().Where(each => LayerOf(each.OriginNamespace) >= LayerOf(each.TargetNamespace)).Distinct();

    private bool IsOwn(IType type) =>
        type.Namespace?.FullName is { } name && (name == _root || name.StartsWith($"{_root}.", StringComparison.Ordinal));

    private string NameOf(IType type)
    {
        var name = type.Namespace.FullName[_root.Length..].TrimStart('.');
        return _firstPartsOnly ? name.Split('.')[0] : name;
    }

    private int LayerOf(string name) => Array.FindIndex(_layers, layer => layer.Contains(name));
}

/// <summary>A type depends on a type of another namespace.</summary>
/// <param name="Origin">The type that depends.</param>
/// <param name="OriginNamespace">Its namespace, below the root.</param>
/// <param name="Target">The type it depends on.</param>
/// <param name="TargetNamespace">Its namespace, below the root.</param>
public sealed record NamespaceDependency(IType Origin, string OriginNamespace, IType Target, string TargetNamespace)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Origin.FullName} -> {Target.FullName}";
}
