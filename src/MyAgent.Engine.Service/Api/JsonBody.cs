using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api;

/// <summary>A JSON body as a route takes it. Where every field has a default the body may be left out.</summary>
/// <typeparam name="T">What is in it.</typeparam>
/// <param name="Value">What is in it.</param>
internal sealed record JsonBody<T>(T Value) : IBindableFromHttpContext<JsonBody<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    /// <summary>Reads the body.</summary>
    /// <exception cref="ProblemException">400 names the field that is not understood, 413 a body that is too large, 415 one that is not JSON.</exception>
    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter) => new(await Body.ReadJsonAsync<T>(context));

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new AcceptsMetadata(
        [Body.Json], typeof(T), isOptional: !ApiJson.Options.GetTypeInfo(typeof(T)).Properties.Any(property => property.IsRequired)));
}
