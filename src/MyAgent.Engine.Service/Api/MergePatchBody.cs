using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api;

/// <summary>A JSON merge patch (RFC 7396) as a route takes it.</summary>
/// <typeparam name="T">The body to whose fields it is a patch.</typeparam>
/// <param name="Changes">The changes, as the client gave them.</param>
internal sealed record MergePatchBody<T>(JsonObject Changes) : IBindableFromHttpContext<MergePatchBody<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    /// <summary>Reads the body.</summary>
    /// <exception cref="ProblemException">400 names the field that is not understood, 413 a body that is too large, 415 one that is not JSON.</exception>
    public static async ValueTask<MergePatchBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter) => new(await Body.ReadMergePatchAsync<T>(context));

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([Body.MergePatch, Body.Json], typeof(T), isOptional: false));

    /// <summary>A body with the changes. Each field that they name can be checked in it by itself: what they will meet only the entity knows.</summary>
    /// <param name="complete">A body that may be sent as it is and has every part.</param>
    /// <exception cref="ProblemException">400: names the field that is not of the type that belongs there.</exception>
    public T Over(T complete)
    {
        var document = ToJson(complete, ApiJson.Options);
        MergePatch.Merge(document, Changes, defaults: ToJson(complete, ApiJson.Options));
        return Body.Understood(() => document.Deserialize<T>(ApiJson.Options)!);
    }

    /// <summary>The other changes, where one field is no part of the policy.</summary>
    /// <param name="field">The field.</param>
    public MergePatchBody<T> Without(string field)
    {
        var others = Changes.DeepClone().AsObject();
        others.Remove(field);
        return new MergePatchBody<T>(others);
    }

    /// <summary>The same changes, each as the policy writes it.</summary>
    /// <param name="policy">The policy that <see cref="Over"/> stands for.</param>
    public MergePatch In<TPolicy>(TPolicy policy) => new(Named(Changes, ToJson(policy, EngineJson.Strict)));

    private static JsonObject Named(JsonObject changes, JsonObject policy)
    {
        var named = new JsonObject();
        foreach (var (name, change) in changes)
        {
            named[name] = change is null ? null
                : change is JsonObject inner && policy[name] is JsonObject part ? Named(inner, part)
                : policy[name]?.DeepClone();
        }
        return named;
    }

    private static JsonObject ToJson<TValue>(TValue value, JsonSerializerOptions options) => JsonSerializer.SerializeToNode(value, options)!.AsObject();
}
