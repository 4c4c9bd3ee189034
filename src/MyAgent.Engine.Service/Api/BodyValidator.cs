using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api;

/// <summary>Compares a body with the type it is for, so that what does not fit is named by its path: an unknown, repeated or missing
/// field, a null, a word that is none of an enumeration's.</summary>
internal static class BodyValidator
{
    /// <summary>Checks a body.</summary>
    /// <exception cref="ProblemException">400: names the first field that does not fit.</exception>
    public static void Check(JsonElement body, Type type)
    {
        RequireObject(body);
        Check(body, type, path: "", isPatch: false);
    }

    /// <summary>Checks a JSON merge patch to what a body says. A field that has no default cannot be null.</summary>
    /// <exception cref="ProblemException">400: names the first field that does not fit.</exception>
    public static void CheckChanges(JsonElement changes, Type type)
    {
        RequireObject(changes);
        Check(changes, type, path: "", isPatch: true);
    }

    private static void RequireObject(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw Body.NotUnderstood("$", "The body must be a JSON object.").AsException();
    }

    private static void Check(JsonElement value, Type type, string path, bool isPatch)
    {
        var known = Nullable.GetUnderlyingType(type) ?? type;
        if (known.IsEnum)
        {
            CheckWord(value, known, path);
            return;
        }
        if (known == typeof(ContactAttributes))
        {
            CheckAttributes(value, path, isPatch);
            return;
        }
        if (value.ValueKind == JsonValueKind.String)
            CheckText(value, path);
        var shape = ApiJson.Options.GetTypeInfo(known);
        if (shape.Kind == JsonTypeInfoKind.Object && value.ValueKind == JsonValueKind.Object)
            CheckFields(value, shape, path, isPatch);
        else if (shape.Kind == JsonTypeInfoKind.Enumerable && value.ValueKind == JsonValueKind.Array)
            CheckElements(value, shape.ElementType!, path);
    }

    private static void CheckFields(JsonElement body, JsonTypeInfo shape, string path, bool isPatch)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in body.EnumerateObject())
        {
            var at = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            var property = shape.Properties.FirstOrDefault(property => property.Name == field.Name)
                ?? throw Body.NotUnderstood(at, $"There is no field '{at}'.").AsException();
            if (!seen.Add(field.Name))
                throw Body.NotUnderstood(at, $"'{at}' is given twice.").AsException();
            if (field.Value.ValueKind != JsonValueKind.Null)
                Check(field.Value, property.PropertyType, at, isPatch);
            else if (isPatch && property.IsRequired)
                throw Body.NotUnderstood(at, $"'{at}' must not be null: it has no default.").AsException();
            else if (!isPatch && !property.IsSetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null)
                throw Body.NotUnderstood(at, $"'{at}' must not be null; leave it out for its default.").AsException();
        }
        if (isPatch)
            return;
        foreach (var required in shape.Properties.Where(property => property.IsRequired && !seen.Contains(property.Name)))
        {
            var at = path.Length == 0 ? required.Name : $"{path}.{required.Name}";
            throw Body.NotUnderstood(at, $"'{at}' is missing.").AsException();
        }
    }

    /// <summary>Rule 27: names of the connector's own, with flat values.</summary>
    private static void CheckAttributes(JsonElement attributes, string path, bool isPatch)
    {
        if (attributes.ValueKind != JsonValueKind.Object)
            throw Body.NotUnderstood(path, $"'{path}' must be an object of strings, numbers and booleans.").AsException();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attribute in attributes.EnumerateObject())
        {
            var at = $"{path}.{attribute.Name}";
            if (!seen.Add(attribute.Name))
                throw Body.NotUnderstood(at, $"'{at}' is given twice.").AsException();
            if (attribute.Value.ValueKind == JsonValueKind.String)
                CheckText(attribute.Value, at);
            else if (attribute.Value.ValueKind is not (JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                && !(isPatch && attribute.Value.ValueKind == JsonValueKind.Null))
                throw Body.NotUnderstood(at, $"'{at}' must be a string, a number or a boolean.").AsException();
        }
    }

    private static void CheckElements(JsonElement list, Type elementType, string path)
    {
        var index = 0;
        foreach (var element in list.EnumerateArray())
        {
            var at = $"{path}[{index++}]";
            if (element.ValueKind == JsonValueKind.Null)
                throw Body.NotUnderstood(at, $"'{at}' must not be null.").AsException();
            Check(element, elementType, at, isPatch: false);
        }
    }

    private static void CheckText(JsonElement value, string path)
    {
        try
        {
            value.GetString();
        }
        catch (InvalidOperationException)
        {
            throw Body.NotUnderstood(path, $"'{path}' contains text that is not valid Unicode.").AsException();
        }
    }

    /// <summary>The serializer would also take a word in other letters, and several words at once.</summary>
    private static void CheckWord(JsonElement value, Type enumeration, string path)
    {
        var words = Enum.GetNames(enumeration).Select(JsonNamingPolicy.CamelCase.ConvertName).ToList();
        if (value.ValueKind != JsonValueKind.String || !words.Contains(value.GetString()!, StringComparer.Ordinal))
            throw Body.NotUnderstood(path, $"'{path}' must be one of {string.Join(", ", words)}.").AsException();
    }
}
