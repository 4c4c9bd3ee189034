using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api;

/// <summary>Holds the parameters of an address against those that its route declares: binding by itself takes what is nearly right, passes over what
/// it does not know, and does not say what was wrong.</summary>
internal static class StrictQuery
{
    /// <summary>Checks the parameters of every route of a group. They are those that its handler takes from the query.</summary>
    public static void RequireKnownParameters(this RouteGroupBuilder group) => group.AddEndpointFilterFactory((context, next) =>
    {
        var known = context.MethodInfo.GetParameters().SelectMany(Declared).ToList();
        return invocation =>
        {
            Check(invocation.HttpContext.Request.Query, known);
            return next(invocation);
        };
    });

    private static void Check(IQueryCollection query, List<Parameter> known)
    {
        foreach (var (name, values) in query)
        {
            var parameter = known.Find(each => each.Name == name) ?? throw Bad(name, known.Count == 0
                ? $"There is no parameter '{name}': this address has no parameters."
                : $"There is no parameter '{name}'. The parameters are {string.Join(", ", known.Select(each => each.Name))}.");
            if (values.Count > 1)
                throw Bad(name, $"'{name}' is given more than once.");
            if (!QueryText.TryParse(values.ToString(), parameter.Type, out var value))
                throw Bad(name, $"'{name}' must be {Expected(parameter)}.");
            if (parameter.Range is { } range && (Number(value) < Number(range.Minimum) || Number(value) > Number(range.Maximum)))
                throw Bad(name, $"'{name}' must be {Expected(parameter)}.");
        }
    }

    private static string Expected(Parameter parameter) => parameter.Range is { } range
        ? string.Create(CultureInfo.InvariantCulture, $"{QueryText.Expected(parameter.Type)} from {range.Minimum} to {range.Maximum}")
        : QueryText.Expected(parameter.Type);

    private static decimal Number(object value) => Convert.ToDecimal(value, CultureInfo.InvariantCulture);

    private static ProblemException Bad(string name, string detail) => Problem.BadInput("badQuery", name, detail).AsException();

    private static IEnumerable<Parameter> Declared(ParameterInfo parameter) => parameter.GetCustomAttribute<AsParametersAttribute>() is null
        ? Declared(parameter, parameter.Name!, parameter.ParameterType)
        : parameter.ParameterType.GetProperties().SelectMany(property => Declared(property, property.Name, property.PropertyType));

    private static IEnumerable<Parameter> Declared(ICustomAttributeProvider declaration, string name, Type type)
    {
        var attributes = declaration.GetCustomAttributes(inherit: true);
        return attributes.OfType<IFromQueryMetadata>().Take(1).Select(source =>
            new Parameter(source.Name ?? name, Nullable.GetUnderlyingType(type) ?? type, attributes.OfType<RangeAttribute>().FirstOrDefault()));
    }

    private sealed record Parameter(string Name, Type Type, RangeAttribute? Range);
}
